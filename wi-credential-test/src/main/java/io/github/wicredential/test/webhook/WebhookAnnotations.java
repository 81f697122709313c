package io.github.wicredential.test.webhook;

import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What labels and annotations of pod and service account ask for. */
final class WebhookAnnotations {

    static final String PREFIX = "azure.workload.identity/";
    private static final String EXPIRATION = PREFIX + "service-account-token-expiration";

    private static final long LEAST_EXPIRATION = 3600;
    private static final long LONGEST_EXPIRATION = 86400;
    private static final String DEFAULT_PORT = "8000";
    private static final Pattern NUMBER = Pattern.compile("[+-]?[0-9]+");

    private final Map<String, String> pod;
    private final Map<String, String> serviceAccount;

    WebhookAnnotations(ManifestNode pod, ManifestNode serviceAccount) {
        this.pod = pod.object("metadata").texts("annotations");
        this.serviceAccount = serviceAccount.object("metadata").texts("annotations");
    }

    /** The webhook's object selector: other pods never reach it. */
    static boolean selects(ManifestNode pod) {
        return "true".equals(pod.object("metadata").texts("labels").get(PREFIX + "use"));
    }

    String clientId() {
        return serviceAccount.getOrDefault(PREFIX + "client-id", "");
    }

    /** An annotation that is there but empty beats the webhook's own tenant. */
    String tenantId(String webhooksOwn) {
        return serviceAccount.getOrDefault(PREFIX + "tenant-id", webhooksOwn);
    }

    Set<String> skippedContainers() {
        String names = pod.getOrDefault(PREFIX + "skip-containers", "");
        return Arrays.stream(names.split(";", -1)).map(String::strip).collect(Collectors.toUnmodifiableSet());
    }

    /** The pod's annotation before the service account's; an empty one counts as none. */
    long expirationSeconds() {
        long seconds = Stream.of(pod, serviceAccount)
                .map(annotations -> annotations.getOrDefault(EXPIRATION, ""))
                .filter(text -> !text.isEmpty())
                .findFirst()
                .map(text -> number(text, Long.MIN_VALUE, Long.MAX_VALUE, ""))
                .orElse(LEAST_EXPIRATION);
        if (seconds < LEAST_EXPIRATION || seconds > LONGEST_EXPIRATION) {
            throw new WebhookRejectionException("token expiration " + seconds
                    + " not valid. Expected value to be between " + LEAST_EXPIRATION + " and " + LONGEST_EXPIRATION);
        }
        return seconds;
    }

    /** Presence alone: "false" asks for the sidecar too. */
    boolean wantsProxySidecar() {
        return pod.containsKey(PREFIX + "inject-proxy-sidecar");
    }

    /** Any number of 32 bits. */
    long proxyPort() {
        String port = pod.getOrDefault(PREFIX + "proxy-sidecar-port", DEFAULT_PORT);
        return number(port, Integer.MIN_VALUE, Integer.MAX_VALUE, "failed to parse proxy sidecar port: ");
    }

    boolean opensCustomEndpoint(CustomTokenEndpoint endpoint) {
        return "true".equalsIgnoreCase(pod.get(endpoint.annotation()));
    }

    private static long number(String text, long least, long most, String context) {
        String shown = ManifestText.shown(text);
        if (!NUMBER.matcher(text).matches()) {
            throw new WebhookRejectionException(
                    context + "strconv.ParseInt: parsing \"" + shown + "\": invalid syntax");
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // longer than 64 bits: out of range as well
        }
        throw new WebhookRejectionException(
                context + "strconv.ParseInt: parsing \"" + shown + "\": value out of range");
    }
}
