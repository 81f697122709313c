/** What has other types on Spring Boot 3. Loaded there only. */
@NullMarked
package io.github.wicredential.spring.boot3;

import org.jspecify.annotations.NullMarked;
