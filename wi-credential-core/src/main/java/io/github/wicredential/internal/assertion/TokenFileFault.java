package io.github.wicredential.internal.assertion;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is wrong with the token file, and what the guide says about it. */
final class TokenFileFault {

    private TokenFileFault() {}

    /** Takes the text that follows the file's name, without a full stop. */
    static AssertionException of(Reason reason, Path path, String what, @Nullable Throwable cause) {
        String next = Guide.get()
                .tokenFile(reason)
                .advice(Evidence.here().putTokenFile(path))
                .next("");
        return new AssertionException(reason, path, "The token file " + path + " " + what + ".\n  " + next, cause);
    }
}
