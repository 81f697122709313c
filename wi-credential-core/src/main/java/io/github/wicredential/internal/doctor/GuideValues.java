package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.exchange.Route;
import io.github.wicredential.internal.guide.GuideEntry;
import io.github.wicredential.internal.text.SafeText;
import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Fills the guide's texts and commands. Values come from tokens and variables, so they are shown without control
 * characters, and put into commands as one quoted word or not at all.
 */
final class GuideValues {

    private static final String DEFAULT = "/.default";
    private static final Pattern NEEDS_NO_QUOTES = Pattern.compile("[A-Za-z0-9._/][A-Za-z0-9._/-]*");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]*");
    private static final int LONGEST_IN_A_TEXT = 300;
    private static final int LONGEST_IN_A_COMMAND = 600;

    private final Map<String, String> values = new HashMap<>();

    GuideValues put(String name, @Nullable Object value) {
        if (value instanceof Instant instant) {
            values.put(name, instant.truncatedTo(ChronoUnit.SECONDS).toString());
        } else if (value != null && !value.toString().isBlank()) {
            values.put(name, value.toString());
        }
        return this;
    }

    @Nullable
    String get(String name) {
        return values.get(name);
    }

    /** What the texts can name of a token; where it cannot be decoded, what the authority's message quotes of it. */
    GuideValues putToken(ClientAssertion token, Comparison comparison) {
        String account = token.serviceAccount();
        String issuer = comparison.value("issuer");
        return put("issuer", issuer)
                .put("discovery", issuer == null ? null : IssuerCheck.discovery(issuer))
                .put("subject", comparison.value("subject"))
                .put("audience", comparison.value("audience"))
                .put("issuedAt", token.issuedAt())
                .put("notBefore", token.notBefore())
                .put("expiresAt", token.expiresAt())
                .put("keyId", token.keyId())
                .put("serviceAccount", account)
                .put("namespace", token.namespace())
                .put("pod", token.pod())
                .put("credential", account == null ? null : token.namespace() + "-" + account);
    }

    GuideValues putScope(String scope) {
        String resource = scope.endsWith(DEFAULT) ? scope.substring(0, scope.length() - DEFAULT.length()) : scope;
        // Only such a value can stand inside the quotation marks of a query.
        boolean plain = resource.matches("[A-Za-z0-9:/._-]+");
        values.remove("plainResource");
        return put("scope", scope).put("plainResource", plain ? resource : null);
    }

    GuideValues putAuthority(URI authority) {
        return put("authority", authority)
                .put("authorityHost", authority.getHost())
                .put("authorityPort", Route.port(authority));
    }

    String text(String text) {
        return GuideEntry.fill(text, name -> {
            String value = values.get(name);
            return value == null ? null : shown(value);
        });
    }

    /** A value named plain… was checked to be fit to stand inside quotation marks; all others become a word. */
    String command(String command) {
        return GuideEntry.fill(command, name -> {
            String value = values.get(name);
            return value == null || name.startsWith("plain") ? value : word(value);
        });
    }

    /** Fit to be read: printable, not too long, and without anything like a token. */
    static String shown(String value) {
        return SafeText.ascii(value, LONGEST_IN_A_TEXT);
    }

    /** A message of the library's own in one line. */
    static String line(String message) {
        return SafeText.line(message, Integer.MAX_VALUE);
    }

    /** One word of a POSIX shell that stands for exactly this value; null if it is not fit for a command. */
    private static @Nullable String word(String value) {
        if (!PRINTABLE.matcher(value).matches()
                || value.length() > LONGEST_IN_A_COMMAND
                || value.startsWith("-")
                || SafeText.holdsToken(value)) {
            return null;
        }
        return NEEDS_NO_QUOTES.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
