/** Who the pod is in Azure, and how long its token lasts. */
@NullMarked
package io.github.wicredential.examples.plaintoken;

import org.jspecify.annotations.NullMarked;
