/**
 * AKS identity bindings: decides for each exchange whether it goes through the cluster's token proxy, and sends it
 * there.
 */
@NullMarked
package io.github.wicredential.internal.binding;

import org.jspecify.annotations.NullMarked;
