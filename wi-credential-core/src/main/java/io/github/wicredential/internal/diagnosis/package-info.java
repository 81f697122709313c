/**
 * Explains a refusal: compares the link of the chain that broke with what was sent.
 */
@NullMarked
package io.github.wicredential.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
