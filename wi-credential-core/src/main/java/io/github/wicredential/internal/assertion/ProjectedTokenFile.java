package io.github.wicredential.internal.assertion;

import io.github.wicredential.AssertionException;
import io.github.wicredential.AssertionException.Reason;
import io.github.wicredential.AssertionSource;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Pod;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The file into which the kubelet projects the pod's own token. Read anew on every call; thread-safe.
 *
 * <p>The kubelet may swap the file while it is read, and other writers are less careful. So unusable content is read
 * once more before it is reported, and so is an expired token. If the second reading yields no other token, the
 * expired one is sent: the local clock may be wrong, and Entra decides.
 */
public final class ProjectedTokenFile {

    private static final Set<Reason> MAY_BE_A_SWAP = Set.of(Reason.MISSING, Reason.EMPTY, Reason.NOT_A_JWT);

    private final TokenFileReader reader;
    private final AssertionCheck check;

    /** Reads a file, as the webhook names it. */
    public ProjectedTokenFile(Path path, InstantSource now) {
        this(path, now, Pod::here);
    }

    /** The same, with what is known of the pod for the one who reads of a failure. */
    public ProjectedTokenFile(Path path, InstantSource now, Supplier<Evidence> known) {
        this(path, now, TokenFileReader.Bytes.ofFile(), known);
    }

    ProjectedTokenFile(Path path, InstantSource now, TokenFileReader.Bytes bytes, Supplier<Evidence> known) {
        this.reader = new TokenFileReader(path, bytes, known);
        this.check = new AssertionCheck(path, now, known);
    }

    /**
     * The current assertion; one that expired more than five minutes ago only if a second reading yields no other.
     * Throws an {@link AssertionException} if there is none.
     */
    public ClientAssertion assertion() {
        try {
            ClientAssertion first = check.check(reader.read());
            if (!check.expired(first)) {
                return first;
            }
        } catch (AssertionException first) {
            if (!MAY_BE_A_SWAP.contains(first.reason())) {
                throw first;
            }
        }
        return check.check(reader.read());
    }

    /**
     * Applies the same checks to the application's own source, which then throws an {@link AssertionException} or an
     * error only.
     */
    public static Supplier<ClientAssertion> checking(AssertionSource own, InstantSource now) {
        Objects.requireNonNull(own, "own");
        AssertionCheck check = new AssertionCheck(null, now, null);
        return () -> {
            ClientAssertion first = check.check(ask(own));
            return check.expired(first) ? check.check(ask(own)) : first;
        };
    }

    @SuppressWarnings({"ConstantValue", "ConstantConditions"})
    private static String ask(AssertionSource own) {
        try {
            String text = own.assertion();
            if (text == null) {
                throw failed("returned null", null);
            }
            return text;
        } catch (AssertionException e) {
            throw e;
        } catch (IOException | RuntimeException | LinkageError e) {
            throw failed("threw " + e.getClass().getName(), e);
        }
    }

    private static AssertionException failed(String what, @Nullable Throwable cause) {
        return new AssertionException(
                Reason.SOURCE_FAILED,
                null,
                "The application's assertion source " + what + ", so nothing was sent. See the cause; the source given "
                        + "to Builder.assertion(...) must return a signed JWT or throw an IOException.",
                cause);
    }

    /** What a file holds, whatever it is; null if it cannot be read or is too long for a token. */
    public static @Nullable String content(Path path) {
        return TokenFileReader.content(path);
    }

    /** What the guide can decide by, of a file that was refused. */
    public static void put(Evidence known, AssertionException.Reason reason, Path path) {
        TokenFileFault.put(known, reason, path);
    }
}
