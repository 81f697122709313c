/** The identities' last diagnoses, for operations. */
@NullMarked
package io.github.wicredential.spring.internal.endpoint;

import org.jspecify.annotations.NullMarked;
