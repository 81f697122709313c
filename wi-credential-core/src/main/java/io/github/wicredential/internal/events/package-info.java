/** Reports to listeners, logs and Flight Recorder what happens to tokens, off the path of callers that are served. */
@NullMarked
package io.github.wicredential.internal.events;

import org.jspecify.annotations.NullMarked;
