package io.github.wicredential.internal.doctor;

import io.github.wicredential.ConfigurationException;
import io.github.wicredential.doctor.DiagnosisOptions;
import io.github.wicredential.internal.environment.WorkloadIdentityEnvironment;
import io.github.wicredential.internal.guide.Evidence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The doctor's options, checked.
 *
 * @param explain a code to explain in place of a diagnosis, or null
 * @param color null where nothing was said
 */
public record Arguments(
        DiagnosisOptions options,
        Set<Option> given,
        @Nullable String explain,
        @Nullable String color) {

    /** What can be said; with the names of those that it goes with not. */
    @SuppressWarnings("ImmutableEnumChecker") // List.of
    public enum Option {
        HELP("--help"),
        VERSION("--version"),
        OFFLINE("--offline", HELP, VERSION),
        JSON("--json", HELP, VERSION),
        VERBOSE("--verbose", HELP, VERSION, JSON),
        FIX("--fix", HELP, VERSION, JSON, VERBOSE),
        COLOR("--color", HELP, VERSION, JSON, FIX),
        SCOPE("--scope", HELP, VERSION),
        AGENT("--agent", HELP, VERSION),
        ISSUER("--issuer", HELP, VERSION, OFFLINE),
        RESOURCE("--resource", HELP, VERSION, OFFLINE),
        TIMEOUT("--timeout", HELP, VERSION, OFFLINE),
        EXPLAIN("--explain", HELP, VERSION, OFFLINE, JSON, VERBOSE, FIX, COLOR, SCOPE, ISSUER, RESOURCE, TIMEOUT);

        private final String name;
        private final List<Option> not;

        Option(String name, Option... not) {
            this.name = name;
            this.not = List.of(not);
        }

        private boolean wantsValue() {
            return this == COLOR || (compareTo(SCOPE) >= 0 && this != ISSUER);
        }
    }

    private static final Pattern SECONDS = Pattern.compile("([0-9]{1,4})s?");
    private static final Set<String> COLORS = Set.of("auto", "always", "never");

    /** Reads them; an {@link IllegalArgumentException} says what is wrong with them. */
    public static Arguments parse(String[] args) {
        Map<Option, List<String>> given = new EnumMap<>(Option.class);
        Iterator<String> rest = List.of(args).iterator();
        while (rest.hasNext()) {
            String word = rest.next();
            String[] parts = word.split("=", 2);
            String name = parts[0].equals("-h") ? "--help" : parts[0];
            Option option = Stream.of(Option.values())
                    .filter(one -> one.name.equals(name))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("The option is not known: " + Evidence.shown(word)));
            List<String> values = given.computeIfAbsent(option, one -> new ArrayList<>());
            if (option.wantsValue()) {
                values.add(value(option, parts, rest));
            } else if (parts.length == 2) {
                throw new IllegalArgumentException(name + " takes no value: " + Evidence.shown(word));
            }
            if (values.size() > 1 && option != Option.SCOPE) {
                throw new IllegalArgumentException(name + " is given twice.");
            }
        }
        given.keySet()
                .forEach(option -> option.not.stream()
                        .filter(given::containsKey)
                        .findFirst()
                        .ifPresent(other -> {
                            throw new IllegalArgumentException(
                                    option.name + " and " + other.name + " cannot be combined.");
                        }));
        return new Arguments(
                options(given),
                Set.copyOf(given.keySet()),
                one(given, Option.EXPLAIN),
                color(one(given, Option.COLOR)));
    }

    private static String value(Option option, String[] parts, Iterator<String> rest) {
        String value = parts.length == 2 ? parts[1] : rest.hasNext() ? rest.next() : "";
        if (value.isBlank() || (parts.length == 1 && value.startsWith("--"))) {
            throw new IllegalArgumentException(option.name + " needs a value.");
        }
        return value.strip();
    }

    private static DiagnosisOptions options(Map<Option, List<String>> given) {
        DiagnosisOptions options = DiagnosisOptions.of(
                        given.getOrDefault(Option.SCOPE, List.of()).toArray(String[]::new))
                .withIssuerDocuments(given.containsKey(Option.ISSUER))
                .withOffline(given.containsKey(Option.OFFLINE))
                .withResource(one(given, Option.RESOURCE));
        String agent = one(given, Option.AGENT);
        if (agent != null) {
            options = options.withAgent(agentId(agent));
        }
        String timeout = one(given, Option.TIMEOUT);
        return timeout == null ? options : options.withTimeout(seconds(timeout));
    }

    private static String agentId(String agent) {
        try {
            return WorkloadIdentityEnvironment.agentId(agent, "");
        } catch (ConfigurationException invalid) {
            throw new IllegalArgumentException("--agent: " + invalid.getMessage(), invalid);
        }
    }

    private static Duration seconds(String timeout) {
        Matcher seconds = SECONDS.matcher(timeout);
        if (!seconds.matches()) {
            throw new IllegalArgumentException(
                    "--timeout needs seconds, for example --timeout 60: " + Evidence.shown(timeout));
        }
        return Duration.ofSeconds(Long.parseLong(seconds.group(1)));
    }

    private static @Nullable String color(@Nullable String color) {
        if (color != null && !COLORS.contains(color)) {
            throw new IllegalArgumentException("--color is one of "
                    + COLORS.stream().sorted().collect(Collectors.joining(", ")) + ": " + Evidence.shown(color));
        }
        return color;
    }

    private static @Nullable String one(Map<Option, List<String>> given, Option option) {
        List<String> values = given.getOrDefault(option, List.of());
        return values.isEmpty() ? null : values.get(0);
    }

    public boolean has(Option option) {
        return given.contains(option);
    }

    /** Whether to print in colour. */
    public boolean colored(boolean terminal, @Nullable String noColor) {
        return "always".equals(color) || (!"never".equals(color) && terminal && (noColor == null || noColor.isEmpty()));
    }
}
