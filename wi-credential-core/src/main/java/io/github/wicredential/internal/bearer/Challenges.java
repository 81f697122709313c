package io.github.wicredential.internal.bearer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Reads one {@code WWW-Authenticate} header (RFC 9110, 11.6.1), in which commas separate both challenges and their
 * parameters. Reading stops at the first unreadable part; what was read before is kept.
 */
final class Challenges {

    private static final String SPACE = " \t";

    /** One challenge, with its parameters by lower-case name; the first one of a name is used. */
    record Challenge(String scheme, Map<String, String> parameters) {}

    private final String header;
    private final List<Challenge> found = new ArrayList<>();
    private int at;

    private Challenges(String header) {
        this.header = header;
    }

    static List<Challenge> in(String header) {
        Challenges challenges = new Challenges(header);
        boolean more = true;
        while (more) {
            more = challenges.next();
        }
        return challenges.found;
    }

    /** A parameter of the last challenge, or the scheme of the next one. */
    private boolean next() {
        skip(SPACE + ",");
        String name = until(SPACE + ",=\"");
        if (name.isEmpty()) {
            return false;
        }
        skip(SPACE);
        if (starts('=') && !found.isEmpty()) {
            at++;
            skip(SPACE);
            String value = starts('"') ? quoted() : until(SPACE + ",\"");
            found.get(found.size() - 1).parameters().putIfAbsent(name.toLowerCase(Locale.ROOT), value);
        } else {
            found.add(new Challenge(name, new LinkedHashMap<>()));
            skipToken68();
        }
        return true;
    }

    // What some schemes have instead of parameters: Basic YWJjZA==
    private void skipToken68() {
        int before = at;
        until(SPACE + ",=\"");
        skip("=");
        skip(SPACE);
        if (at < header.length() && !starts(',')) {
            at = before;
        }
    }

    private String quoted() {
        StringBuilder text = new StringBuilder();
        for (at++; at < header.length() && !starts('"'); at++) {
            if (starts('\\') && at + 1 < header.length()) {
                at++;
            }
            text.append(header.charAt(at));
        }
        at = Math.min(at + 1, header.length());
        return text.toString();
    }

    private String until(String ends) {
        int start = at;
        while (at < header.length() && ends.indexOf(header.charAt(at)) < 0) {
            at++;
        }
        return header.substring(start, at);
    }

    private void skip(String what) {
        while (at < header.length() && what.indexOf(header.charAt(at)) >= 0) {
            at++;
        }
    }

    private boolean starts(char with) {
        return at < header.length() && header.charAt(at) == with;
    }
}
