/**
 * The doctor, on top of all other rooms: asks the objects of each what they would do. Explains refusals, for exceptions
 * too.
 */
@NullMarked
package io.github.wicredential.internal.doctor;

import org.jspecify.annotations.NullMarked;
