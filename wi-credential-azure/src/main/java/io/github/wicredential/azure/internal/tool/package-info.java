/** Tokens of a developer's sign-in, asked of command line tools and kept by the same engine as a pod's. */
@NullMarked
package io.github.wicredential.azure.internal.tool;

import org.jspecify.annotations.NullMarked;
