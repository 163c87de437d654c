/**
 * Networks that others trained and published: the files of a folder as Hugging Face keeps them, and the families of
 * networks that they may be of.
 */
@NullMarked
package dev.dlmbench.pretrained;

import org.jspecify.annotations.NullMarked;
