/**
 * The quickstart: a pod's token becomes an Azure access token, told in six scenes, without a network.
 *
 * <p>{@link io.github.wicredential.examples.quickstart.Quickstart} plays them; each scene is a class of its own.
 */
@NullMarked
package io.github.wicredential.examples.quickstart;

import org.jspecify.annotations.NullMarked;
