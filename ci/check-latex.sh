#!/bin/sh
# Sets a report's table, some of its values and its charts as a paper would, and leaves the page to be looked at:
#   ci/check-latex.sh reports/quickstart [paper.pdf]
# Needs pdflatex with booktabs (Debian: texlive-latex-extra); it is not part of the checks of every change.
set -eu
if [ $# -lt 1 ]; then
    echo "usage: ci/check-latex.sh REPORT [PDF]" >&2
    exit 2
fi
report=$(cd "$1" && pwd)
pdf=${2:-paper.pdf}
if ! command -v pdflatex >/dev/null 2>&1; then
    echo "there is no pdflatex; install texlive-latex-extra" >&2
    exit 2
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
# the first value that there is a macro of
first=$(sed -n 's/^\\expandafter\\def\\csname dlm:\(.*\):\([^:]*\)\\endcsname{[0-9].*/\\dlm{\1}{\2}/p' "$report/tables/macros.tex" | head -n 1)
{
    cat <<'TEX'
\documentclass[10pt]{article}
\usepackage[a4paper,margin=2cm]{geometry}
\usepackage[T1]{fontenc}
\usepackage{booktabs,graphicx}
TEX
    printf '\\input{%s/tables/macros}\n' "$report"
    cat <<'TEX'
\begin{document}
\section*{Results}
TEX
    printf 'The first value of the table is %s.\n\n' "$first"
    printf '\\begin{table}[h]\\centering\\resizebox{\\textwidth}{!}{\\input{%s/tables/main}}\n' "$report"
    printf '\\caption{Means over seeds; 95\\,\\%% intervals in brackets; bold: better than all others.}\\end{table}\n'
    for chart in "$report"/charts/*.pdf; do
        case "$chart" in
            *-wide.pdf) width=1 ;;
            *) width=.48 ;;
        esac
        [ -f "$chart" ] || continue
        printf '\\begin{figure}[h]\\centering\\includegraphics[width=%s\\textwidth]{%s}\\end{figure}\n' "$width" "$chart"
    done
    printf '\\end{document}\n'
} >"$folder/paper.tex"
if ! (cd "$folder" && pdflatex -interaction=nonstopmode -halt-on-error paper.tex >paper.out 2>&1); then
    tail -n 30 "$folder/paper.out" >&2
    exit 1
fi
cp "$folder/paper.pdf" "$pdf"
echo "ok      $pdf"
