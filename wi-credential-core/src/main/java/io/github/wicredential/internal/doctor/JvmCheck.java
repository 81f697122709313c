package io.github.wicredential.internal.doctor;

import io.github.wicredential.internal.docs.Docs;
import io.github.wicredential.internal.files.Permissions;
import io.github.wicredential.internal.guide.Evidence;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The first row: this JVM, whose trust store and proxy count for all that follows. The application may run in another one, by
 * other flags: those of process 1 are compared. Values that may hold a secret are never shown.
 *
 * @param commandLine of process 1; empty if that is this very process
 */
record JvmCheck(Findings findings, @Nullable Path commandLine, String proxyVariable) {

    private static final String ID = "jvm";
    private static final Path FIRST_PROCESS = Path.of("/proc/1/cmdline");
    private static final int LIMIT = 256 * 1024;

    /** What decides about trust and proxy, and may be shown. */
    private static final Set<String> SHOWN = Set.of(
            "javax.net.ssl.trustStore",
            "javax.net.ssl.trustStoreType",
            "javax.net.ssl.trustStoreProvider",
            "https.proxyHost",
            "https.proxyPort",
            "http.nonProxyHosts",
            "socksProxyHost",
            "socksProxyPort",
            "java.net.useSystemProxies",
            "java.net.preferIPv6Addresses",
            "java.net.preferIPv4Stack",
            "jdk.tls.client.protocols");

    /** Options of the launcher whose value is the next word. */
    private static final Set<String> WITH_VALUE = Set.of(
            "-cp",
            "-classpath",
            "--class-path",
            "-p",
            "--module-path",
            "--upgrade-module-path",
            "--add-modules",
            "--add-exports",
            "--add-opens",
            "--add-reads",
            "--patch-module",
            "--limit-modules");

    static JvmCheck of(Findings findings, Anatomy anatomy) {
        anatomy.set(List.of("ALL_PROXY", "all_proxy", "HTTP_PROXY", "http_proxy")).stream()
                .findFirst()
                .ifPresent(other -> findings.values().put("otherProxy", other));
        return new JvmCheck(
                findings,
                ProcessHandle.current().pid() == 1 ? null : FIRST_PROCESS,
                anatomy.variable("HTTPS_PROXY") != null
                        ? "HTTPS_PROXY"
                        : anatomy.variable("https_proxy") != null ? "https_proxy" : "");
    }

    /** The name, or the number of a user without one, as in most containers: Java names that "?". */
    static String user(String name) {
        OptionalInt number = name.equals("?") ? Permissions.ownUser() : OptionalInt.empty();
        return number.isEmpty() ? name : Integer.toString(number.getAsInt());
    }

    void run() {
        String title = "wi-credential " + Docs.libraryVersion() + ", Java " + Runtime.version() + " ("
                + System.getProperty("java.vendor") + "), user " + user(System.getProperty("user.name"));
        List<String> evidence = new ArrayList<>();
        evidence.add("trust store: " + shown("javax.net.ssl.trustStore", "the JDK's own (cacerts)"));
        evidence.add("proxy: " + proxy());
        Map<String, String> other = commandLine == null ? null : flags(words(commandLine));
        if (other == null) {
            findings.ok(ID, Evidence.shown(title), evidence);
            return;
        }
        List<String> differences = new ArrayList<>();
        SHOWN.stream().sorted().forEach(name -> {
            String theirs = other.get(name);
            String ours = System.getProperty(name);
            if (theirs != null && !theirs.equals(ours)) {
                differences.add("-D" + name + "=" + Evidence.shown(theirs));
            }
        });
        if (differences.isEmpty()) {
            evidence.add("process 1 is a JVM, too, with no other trust store or proxy");
            findings.ok(ID, Evidence.shown(title), evidence);
        } else {
            evidence.add(0, Evidence.shown(title));
            evidence.add("the application (process 1) runs with " + String.join(" ", differences)
                    + (other.keySet().stream().anyMatch(name -> name.endsWith("assword")) ? " and a password" : ""));
            // A word of a command that begins with a hyphen would be an option.
            findings.values().put("flags", " " + String.join(" ", differences));
            findings.warning(ID, "other-jvm", evidence.toArray(String[]::new));
        }
    }

    private static String shown(String property, String otherwise) {
        String value = System.getProperty(property);
        return value == null || value.isBlank() ? otherwise : "-D" + property + "=" + Evidence.shown(value);
    }

    private String proxy() {
        for (String property : List.of("https.proxyHost", "socksProxyHost", "java.net.useSystemProxies")) {
            String value = shown(property, "");
            if (!value.isEmpty()) {
                return value;
            }
        }
        if (!proxyVariable.isEmpty()) {
            return "by " + proxyVariable;
        }
        String otherProxy = findings.values().get("otherProxy");
        return otherProxy == null ? "none" : "none; " + otherProxy + " is not read";
    }

    /** The -D flags of a JVM; null if these are not the words of one. */
    static @Nullable Map<String, String> flags(List<String> words) {
        if (words.isEmpty() || !words.get(0).matches("(?:.*/)?java")) {
            return null;
        }
        Map<String, String> flags = new TreeMap<>();
        Iterator<String> rest = words.listIterator(1);
        while (rest.hasNext()) {
            String word = rest.next();
            if (!word.startsWith("-") || word.equals("-jar") || word.equals("-m") || word.equals("--module")) {
                break;
            }
            if (WITH_VALUE.contains(word) && rest.hasNext()) {
                rest.next();
            } else if (word.startsWith("-D")) {
                String[] flag = word.substring(2).split("=", 2);
                flags.put(flag[0], flag.length < 2 ? "" : flag[1]);
            }
        }
        return flags;
    }

    private static List<String> words(Path commandLine) {
        try (InputStream in = Files.newInputStream(commandLine)) {
            return Stream.of(new String(in.readNBytes(LIMIT), StandardCharsets.UTF_8).split("\0", -1))
                    .toList();
        } catch (IOException | SecurityException e) {
            return List.of();
        }
    }
}
