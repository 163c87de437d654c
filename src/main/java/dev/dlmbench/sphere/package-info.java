/** Diffusion on the hypersphere as mathematics on arrays (RDLM, arXiv 2502.11564). */
@NullMarked
package dev.dlmbench.sphere;

import org.jspecify.annotations.NullMarked;
