package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.assertion.ClientAssertion;
import io.github.wicredential.internal.cloud.Cloud;
import io.github.wicredential.internal.failure.ExchangeDetails;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.guide.GuideEntry;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A refusal, as the guide and the token that was sent explain it.
 *
 * @param notes names of the guide's sentences about the token
 * @param foreign whether an authority that is not Entra refused in words of its own
 */
record Refusal(GuideEntry entry, List<String> notes, boolean foreign) {

    private static final Pattern TRUSTS = Pattern.compile("federated-credential (?:create|update) .*\\{issuer}");

    /** What must not be mended by trusting this very token: it is not the one to send, or too many have its subject. */
    private static final Set<String> NOT_TO_BE_TRUSTED =
            Set.of("apiToken", "binding", "defaultAccount", "entraToken", "localIssuer");

    /** The authority is null if the token proxy refused. */
    static Refusal of(ExchangeDetails refused, ClientAssertion token, @Nullable URI authority, Instant now) {
        boolean ownWords = refused.errorCodes().isEmpty();
        boolean foreign = authority != null
                && ownWords
                && refused.error() != null
                && Cloud.of(authority).isEmpty();
        GuideEntry entry = foreign
                ? Guide.get().local("other-authority")
                : authority == null && ownWords
                        ? Guide.get().local("token-proxy-refused")
                        : Guide.get().find(refused);
        List<String> notes = TokenAnomalies.of(refused, token, now);
        return new Refusal(
                notes.stream().anyMatch(NOT_TO_BE_TRUSTED::contains) ? withoutTrust(entry) : entry, notes, foreign);
    }

    /** Whether a command would have the token trusted. */
    static boolean trusts(String command) {
        return TRUSTS.matcher(command).find();
    }

    /** The guide's sentences about the token. */
    List<String> remarks(GuideValues values) {
        return notes.stream().map(note -> values.text(Guide.get().note(note))).toList();
    }

    private static GuideEntry withoutTrust(GuideEntry entry) {
        return new GuideEntry(
                entry.names(),
                entry.title(),
                entry.means(),
                entry.causes(),
                entry.compare(),
                entry.commands().stream().filter(command -> !trusts(command)).toList(),
                entry.retry(),
                entry.known());
    }
}
