/** A page that says who a pod is in Azure, and what it may do. */
@NullMarked
package io.github.wicredential.examples.whoami;

import org.jspecify.annotations.NullMarked;
