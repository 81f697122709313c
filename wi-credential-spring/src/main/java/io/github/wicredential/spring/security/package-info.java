/** Spring Security's OAuth 2.0 client with the pod's token instead of a client secret. */
@NullMarked
package io.github.wicredential.spring.security;

import org.jspecify.annotations.NullMarked;
