package io.github.wicredential;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * What holds of every text from outside: only the library's own exceptions come out; nothing that is said has a control
 * character, an invisible one or a secret in it, or is long; and neither much memory nor much time is used.
 */
final class Promise {

    static final String SIGNATURE = "c2lnbmF0dXJlLXRoYXQtbm9ib2R5LW1heS1zZWUtMTIzNDU2Nzg5MA";

    /** Stands in the texts from outside wherever they have {@code %JWT%}. */
    static final String JWT = jwt("{\"aud\":[\"api://AzureADTokenExchange\"],\"iss\":\"https://issuer.example.net/\","
            + "\"sub\":\"system:serviceaccount:shop:orders\",\"exp\":4102444800}");

    static final String PASSWORD = "pa55word-that-nobody-may-see";

    private static final int LONGEST = 8 * 1024;
    private static final int MOST_PRINTED = 64 * 1024;
    private static final int SECRET_PART = 16;
    private static final List<String> PARTS_OF_SIGNATURE = IntStream.rangeClosed(0, SIGNATURE.length() - SECRET_PART)
            .mapToObj(at -> SIGNATURE.substring(at, at + SECRET_PART))
            .toList();
    private static final long ALLOCATED = 4L << 20;
    private static final long ALLOCATED_EACH = 2048;
    /** A search's own hooks allocate, too. */
    private static final int HOOKS = "1".equals(System.getenv("JAZZER_FUZZ")) ? 16 : 1;

    private static final long NANOS = 1_000_000_000;

    private static final Pattern FOREIGN_LINE = Pattern.compile("\n(?!  |On a laptop )");

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private Promise() {}

    static String jwt(String claims) {
        return base64("{\"alg\":\"RS256\",\"kid\":\"k1\"}") + "." + base64(claims) + "." + SIGNATURE;
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The text of an input. */
    static String text(byte[] input) {
        return new String(input, StandardCharsets.UTF_8).replace("%JWT%", JWT);
    }

    /** Holds an attempt to the promise; it returns what it shows, and may throw an exception of these. */
    static void holds(int size, Callable<String> attempt, List<Class<? extends Exception>> own) throws Exception {
        long most = (ALLOCATED + size * ALLOCATED_EACH) * HOOKS;
        Attempt made = Attempt.of(attempt);
        if (made.allocated > most || made.nanos > NANOS) {
            // The first time classes are loaded, too.
            made = Attempt.of(attempt);
        }
        Attempt last = made;
        require(last.allocated <= most, () -> "allocates " + last.allocated + " bytes for " + size);
        require(last.nanos <= NANOS, () -> "takes " + last.nanos + " ns for " + size + " bytes");
        check(made.shown);
        if (made.thrown != null) {
            check(made.thrown, own);
        }
    }

    private static void check(Exception thrown, List<Class<? extends Exception>> own) throws Exception {
        if (own.stream().noneMatch(type -> type.isInstance(thrown))) {
            throw thrown;
        }
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            // What others' exceptions say below ours is theirs, but for secrets.
            if (cause == thrown || cause instanceof WorkloadIdentityException) {
                check(String.valueOf(cause.getMessage()));
            }
        }
        noSecretInTrace(thrown);
    }

    /** What a stack trace shows of an exception and those below it. */
    private static void noSecretInTrace(Throwable thrown) {
        noSecret(thrown.toString());
        for (Throwable other : thrown.getSuppressed()) {
            noSecretInTrace(other);
        }
        if (thrown.getCause() != null) {
            noSecretInTrace(thrown.getCause());
        }
    }

    /** What holds of a text that is shown. */
    static void check(String shown) {
        require(shown.length() <= LONGEST, () -> "shows " + shown.length() + " characters: " + shown);
        require(!FOREIGN_LINE.matcher(shown).find(), () -> "shows a line of others: " + shown);
        fitAndSafe(shown);
    }

    /** What holds of a text of many lines. */
    static void checkLines(String shown) {
        for (String line : shown.split("\n", -1)) {
            require(line.length() <= LONGEST, () -> "shows " + line.length() + " characters: " + line);
        }
        require(shown.length() <= MOST_PRINTED, () -> "prints " + shown.length() + " characters");
        fitAndSafe(shown);
    }

    private static void fitAndSafe(String shown) {
        require(
                shown.codePoints().noneMatch(Promise::isUnfit),
                () -> "shows a control or invisible character: " + shown);
        noSecret(shown);
    }

    /** A line feed is the library's own if an indented line follows. */
    private static boolean isUnfit(int character) {
        return switch (Character.getType(character)) {
            case Character.CONTROL -> character != '\n';
            case Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }

    private static void noSecret(String shown) {
        for (String part : PARTS_OF_SIGNATURE) {
            require(!shown.contains(part), () -> "shows a token: " + shown);
        }
        require(!shown.contains(PASSWORD), () -> "shows a password: " + shown);
    }

    static void require(boolean holds, Supplier<String> otherwise) {
        if (!holds) {
            throw new AssertionError(otherwise.get());
        }
    }

    /** What an attempt has shown or thrown, and used. */
    private record Attempt(String shown, @Nullable Exception thrown, long allocated, long nanos) {

        static Attempt of(Callable<String> attempt) {
            String shown = "";
            Exception thrown = null;
            long allocated = THREADS.getCurrentThreadAllocatedBytes();
            long nanos = THREADS.getCurrentThreadCpuTime();
            try {
                shown = attempt.call();
            } catch (Exception e) {
                thrown = e;
            }
            return new Attempt(
                    shown,
                    thrown,
                    THREADS.getCurrentThreadAllocatedBytes() - allocated,
                    THREADS.getCurrentThreadCpuTime() - nanos);
        }
    }
}
