/** Trained models for other programs: folders as Hugging Face keeps them, and training curves for TensorBoard. */
@NullMarked
package dev.dlmbench.export;

import org.jspecify.annotations.NullMarked;
