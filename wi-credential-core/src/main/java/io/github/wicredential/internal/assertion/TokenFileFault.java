package io.github.wicredential.internal.assertion;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.internal.files.Permissions;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.TokenFile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** What is wrong with the token file, and what the guide says about it. */
final class TokenFileFault {

    private TokenFileFault() {}

    /** What the guide can decide by, of a file that is read a second time for it. */
    static Evidence put(Evidence known, Reason reason, Path path) {
        String text = reason == Reason.NOT_A_JWT ? TokenFileReader.content(path) : null;
        if (text != null) {
            JwtFault.of(text).put(known, text);
        }
        if (reason == Reason.UNREADABLE) {
            Permissions.of(path).ifPresent(file -> tell(known, file));
        }
        known.fact("emptyFile", reason == Reason.EMPTY)
                .fact("blankFile", reason == Reason.EMPTY && path.toFile().length() > 0);
        return new TokenFile(path).tell(known);
    }

    private static void tell(Evidence known, Permissions file) {
        known.put("fileOwner", file.owner())
                .put("fileGroup", file.group())
                .put("fileMode", file.octal())
                .put("processUser", file.user())
                .put("processGroup", file.groups().get(0))
                .fact("denied", !file.allow());
    }

    /** Takes the text that follows the file's name, without a full stop. */
    static AssertionException of(Evidence known, Reason reason, Path path, String what, @Nullable Throwable cause) {
        String next = Guide.get()
                .tokenFile(reason, known)
                .advice(put(known, reason, path))
                .next("");
        return new AssertionException(reason, path, "The token file " + path + " " + what + ".\n  " + next, cause);
    }
}
