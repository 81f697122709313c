package io.github.wicredential.internal.environment;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.text.SafeText;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Checks client ids, tenants and agent ids before they become part of a request. */
final class Identifiers {

    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,255}");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9.-]{1,255}");
    private static final Pattern DOTS_AT_WRONG_PLACE = Pattern.compile("^\\..*|.*\\.\\..*|.*\\.$");
    private static final Pattern GUID = Pattern.compile("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    private static final Set<String> SHARED = Set.of("common", "organizations", "consumers");
    private static final int LONGEST = 80;
    private static final String EMPTY_GUID = "00000000-0000-0000-0000-000000000000";

    private Identifiers() {}

    static String requireClientId(String value, String origin) {
        if (!CLIENT_ID.matcher(value).matches()) {
            throw new ConfigurationException("The client id from " + origin + " is '" + shown(value) + "': "
                    + fault(value, "letters, digits, '.', '_' and '-'")
                    + mended(value, origin, "client-id-wrong", "rightClient")
                            .orElse(" Use the client ID of the app registration or managed identity "
                                    + "(az identity show -n \"$NAME\" -g \"$GROUP\" --query clientId -o tsv), without "
                                    + "quotation marks."));
        }
        if (value.equals(EMPTY_GUID)) {
            throw new ConfigurationException("The client id from " + origin + " is the empty GUID, a placeholder. "
                    + "Use the client ID of the app registration or managed identity.");
        }
        return value;
    }

    /** The id of an agent identity, in lower case. */
    static String requireAgent(String value, String blueprint) {
        String id = value.strip().toLowerCase(Locale.ROOT);
        if (!GUID.matcher(id).matches() || id.equals(EMPTY_GUID)) {
            throw new ConfigurationException(
                    "The agent id is '" + shown(value) + "', but must be a GUID: the app ID of the "
                            + "agent identity, which is also its object ID. It is neither the agent's name nor the blueprint's id.");
        }
        if (id.equalsIgnoreCase(blueprint)) {
            throw new ConfigurationException("The agent id " + id
                    + " is the client id of its blueprint. A blueprint obtains no token of its own for a "
                    + "resource; use the id of one of its agent identities.");
        }
        return id;
    }

    static String requireTenant(String value, String origin) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (SHARED.contains(lower)) {
            throw refused(value, origin, "is shared by all tenants and issues no tokens to applications.");
        }
        if (lower.equals("adfs") || lower.equals("dstsv2")) {
            throw refused(value, origin, "names another kind of authority, which accepts no federated tokens.");
        }
        if (lower.equals(EMPTY_GUID)) {
            throw refused(value, origin, "is the empty GUID, a placeholder.");
        }
        if (value.isEmpty()) {
            throw refused(value, origin, "is blank.");
        }
        if (!TENANT.matcher(value).matches()) {
            String why = "is invalid: " + fault(value, "letters, digits, '.' and '-'");
            throw mended(value, origin, "tenant-wrong", "rightTenant")
                    .map(next -> new ConfigurationException(sentence(value, origin, why) + next))
                    .orElseGet(() -> refused(value, origin, why));
        }
        if (DOTS_AT_WRONG_PLACE.matcher(value).matches()) {
            throw refused(value, origin, "is neither a tenant id nor a domain name.");
        }
        return value;
    }

    private static ConfigurationException refused(String value, String origin, String why) {
        return new ConfigurationException(sentence(value, origin, why)
                + " Use the tenant's id or a verified domain name (az account show --query tenantId -o tsv).");
    }

    private static String sentence(String value, String origin, String why) {
        return "The tenant '" + shown(value) + "' from " + origin + " " + why;
    }

    /** How to correct the annotation behind a variable, if the value is an id apart from surrounding characters. */
    private static Optional<String> mended(String value, String origin, String entry, String right) {
        Evidence known = Evidence.here().putGiven(value, right);
        return origin.startsWith("AZURE_") && known.get(right) != null
                ? Optional.of("\n  " + Guide.get().local(entry).advice(known).next(""))
                : Optional.empty();
    }

    private static String fault(String value, String allowed) {
        String problem = value.startsWith("\"") || value.startsWith("'")
                ? "it is in quotation marks."
                : value.chars().anyMatch(Character::isWhitespace) ? "it contains white space." : "";
        return problem.isEmpty() ? "only " + allowed + " are allowed." : problem;
    }

    /** An invalid value may be anything, even a token in the wrong variable. */
    static String shown(String value) {
        return SafeText.holdsSecret(value) ? SafeText.HIDDEN : SafeText.ascii(value, LONGEST);
    }
}
