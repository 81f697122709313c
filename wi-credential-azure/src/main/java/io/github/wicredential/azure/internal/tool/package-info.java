/** Tokens of a developer's sign-in, requested from command-line tools and cached by the same engine as a pod's. */
@NullMarked
package io.github.wicredential.azure.internal.tool;

import org.jspecify.annotations.NullMarked;
