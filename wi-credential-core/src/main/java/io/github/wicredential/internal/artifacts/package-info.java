/** Which of the library's own jars an application has: all must be of one version. */
@NullMarked
package io.github.wicredential.internal.artifacts;

import org.jspecify.annotations.NullMarked;
