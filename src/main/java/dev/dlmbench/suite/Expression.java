package dev.dlmbench.suite;

/** A stand-in. */
interface Expression {}
