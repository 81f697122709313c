/** OpenAI's API without an API key, by an object that the application passes to its client. */
@NullMarked
package io.github.wicredential.clients.openai;

import org.jspecify.annotations.NullMarked;
