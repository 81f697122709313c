/** For Spring Security's OAuth 2.0 client: the pod's token in place of a client secret. */
@NullMarked
package io.github.wicredential.spring.security;

import org.jspecify.annotations.NullMarked;
