/**
 * The guide to what can go wrong: meaning, commands and retry advice, as data beside the code. Nothing of it is loaded
 * before something fails.
 */
@NullMarked
package io.github.wicredential.internal.guide;

import org.jspecify.annotations.NullMarked;
