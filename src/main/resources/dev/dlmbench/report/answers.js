
// Answers: searched, by what they are, by point and seed, and two points side by side.
const answers = find(".answers");
if (answers) {
  const words = find("#answer-search");
  const state = find("#answer-state");
  const left = find("#answer-left");
  const right = find("#answer-right");
  const seed = find("#answer-seed");
  const cards = all("article", answers).map((article) => ({ article, rows: all("li[data-state]", article) }));
  const few = 5;
  const show = () => {
    const wanted = lower(words.value);
    const chosen = [left.value, right ? right.value : ""].filter(Boolean);
    let count = 0;
    answers.classList.toggle("beside", new Set(chosen).size > 1);
    answers.classList.toggle("alone", new Set(chosen).size === 1);
    for (const { article, rows } of cards) {
      const asked =
        (chosen.length === 0 || chosen.includes(article.dataset.name)) &&
        (!seed || seed.value === "" || article.dataset.seed === seed.value);
      let shown = 0;
      let found = 0;
      article.classList.remove("more");
      article.style.order = chosen.length > 1 && article.dataset.name === chosen[1] ? "2" : "";
      for (const row of asked ? rows : []) {
        const fits =
          (state.value === "" || row.dataset.state === state.value) && lower(row.textContent).includes(wanted);
        found += fits ? 1 : 0;
        row.classList.remove("more");
        row.hidden = !fits || (chosen.length === 0 && shown >= few);
        shown += row.hidden ? 0 : 1;
      }
      article.hidden = !asked || (shown === 0 && (wanted !== "" || state.value !== ""));
      count += found;
    }
    const filtered = wanted !== "" || state.value !== "";
    find("#answers output").value = filtered ? count + (count === 1 ? " answer" : " answers") + " of those shown" : "";
  };
  for (const control of [words, state, left, right, seed]) {
    control?.addEventListener(control === words ? "input" : "change", show);
  }
  show();
}
