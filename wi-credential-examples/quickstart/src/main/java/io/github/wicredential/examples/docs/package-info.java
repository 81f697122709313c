/** The code that README and docs show. A test compares each block there with a marked region here. */
@NullMarked
package io.github.wicredential.examples.docs;

import org.jspecify.annotations.NullMarked;
