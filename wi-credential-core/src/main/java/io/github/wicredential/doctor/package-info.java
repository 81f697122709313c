/**
 * What the doctor finds when it examines every link of the chain from the pod to its access token.
 *
 * @since 0.1.0
 */
@NullMarked
package io.github.wicredential.doctor;

import org.jspecify.annotations.NullMarked;
