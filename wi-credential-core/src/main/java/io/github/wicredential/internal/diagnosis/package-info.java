/**
 * Explains a refusal: compares the link of the chain that broke with what was sent.
 * The AADSTS guide is data beside the code.
 */
@NullMarked
package io.github.wicredential.internal.diagnosis;

import org.jspecify.annotations.NullMarked;
