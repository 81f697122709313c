package io.github.wicredential.internal.environment;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.internal.guide.Evidence;
import io.github.wicredential.internal.guide.Guide;
import io.github.wicredential.internal.text.Guid;
import io.github.wicredential.internal.text.SafeText;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks client ids, tenants and agent ids before they become part of a request. */
final class Identifiers {

    private static final Pattern CLIENT_ID = Pattern.compile("[A-Za-z0-9._-]{1,255}");
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9.-]{1,255}");
    private static final Pattern DOTS_AT_WRONG_PLACE = Pattern.compile("^\\..*|.*\\.\\..*|.*\\.$");
    private static final Set<String> SHARED = Set.of("common", "organizations", "consumers");
    private static final int LONGEST = 80;
    private static final String EMPTY_GUID = "00000000-0000-0000-0000-000000000000";

    private Identifiers() {}

    /** The file is that of the pod's token, which names the service account whose annotation is to be mended. */
    static String requireClientId(String value, String origin, @Nullable String file, Supplier<Evidence> here) {
        if (!CLIENT_ID.matcher(value).matches()) {
            Evidence known = MissingSettings.tell(here.get(), file).putGiven(value, "rightClient");
            boolean mended =
                    origin.startsWith("AZURE_") && (known.get("rightClient") != null || known.isFact("reference"));
            throw new ConfigurationException("The client id from " + origin + " is '" + shown(value) + "': "
                    + fault(value, "letters, digits, '.', '_' and '-'")
                    + (mended
                            ? next("client-id-wrong", known)
                            : " Use the client ID of the app registration or managed identity "
                                    + "(az identity show -n \"$NAME\" -g \"$GROUP\" --query clientId -o tsv), without "
                                    + "quotation marks." + more(origin, "client-id-wrong")));
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
        if (!Guid.is(id) || id.equals(EMPTY_GUID)) {
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

    static String requireTenant(String value, String origin, @Nullable String client, Supplier<Evidence> here) {
        String lower = value.toLowerCase(Locale.ROOT);
        if (isShared(value)) {
            throw refused(
                    value, origin, client, here, "is shared by all tenants and issues no tokens to applications.");
        }
        if (lower.equals("adfs") || lower.equals("dstsv2")) {
            throw refused(
                    value, origin, client, here, "names another kind of authority, which accepts no federated tokens.");
        }
        if (lower.equals(EMPTY_GUID)) {
            throw refused(value, origin, client, here, "is the empty GUID, a placeholder.");
        }
        if (value.isEmpty()) {
            throw refused(value, origin, client, here, "is blank.");
        }
        if (!TENANT.matcher(value).matches()) {
            throw refused(value, origin, client, here, "is invalid: " + fault(value, "letters, digits, '.' and '-'"));
        }
        if (DOTS_AT_WRONG_PLACE.matcher(value).matches()) {
            throw refused(value, origin, client, here, "is neither a tenant id nor a domain name.");
        }
        return value;
    }

    /** Whether it stands for any tenant. */
    static boolean isShared(String tenant) {
        return SHARED.contains(tenant.toLowerCase(Locale.ROOT));
    }

    private static ConfigurationException refused(
            String value, String origin, @Nullable String client, Supplier<Evidence> here, String why) {
        String sentence = "The tenant '" + shown(value) + "' from " + origin + " " + why;
        Evidence known =
                here.get().putGiven(value, "rightTenant").putClient(client).fact("sharedTenant", isShared(value));
        return new ConfigurationException(
                origin.startsWith("AZURE_")
                        ? sentence + next("tenant-wrong", known)
                        : sentence
                                + " Use the tenant's id or a verified domain name (az account show --query tenantId -o tsv).");
    }

    /** Where more is said of a variable; nothing of what the application set itself. */
    static String more(String origin, String entry) {
        return origin.startsWith("AZURE_")
                ? "\n  More: " + Guide.get().local(entry).link()
                : "";
    }

    /** What mends the annotation that a variable comes from. */
    static String next(String entry, Evidence known) {
        return "\n  " + Guide.get().local(entry).advice(known).next("");
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
