/** What has other types on Spring Boot 4. Loaded there only. */
@NullMarked
package io.github.wicredential.spring.boot4;

import org.jspecify.annotations.NullMarked;
