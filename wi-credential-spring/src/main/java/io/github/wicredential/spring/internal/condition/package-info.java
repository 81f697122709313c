/** What decides whether there are beans. */
@NullMarked
package io.github.wicredential.spring.internal.condition;

import org.jspecify.annotations.NullMarked;
