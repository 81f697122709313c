/** A chat with a model in Azure OpenAI. */
@NullMarked
package io.github.wicredential.examples.openai;

import org.jspecify.annotations.NullMarked;
