/** What the packages of this module share: from properties to an identity, and what has happened to its tokens. */
@NullMarked
package io.github.wicredential.spring.internal;

import org.jspecify.annotations.NullMarked;
