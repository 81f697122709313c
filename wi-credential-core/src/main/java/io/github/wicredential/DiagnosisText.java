package io.github.wicredential;

import io.github.wicredential.Diagnosis.Finding;
import io.github.wicredential.Diagnosis.Status;
import io.github.wicredential.internal.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a diagnosis for people and for machines. */
final class DiagnosisText {

    private static final String INDENT = "         ";
    private static final Map<Status, String> COLOURS = Map.of(
            Status.OK,
            "\u001b[32m",
            Status.WARNING,
            "\u001b[33m",
            Status.PROBLEM,
            "\u001b[31m",
            Status.SKIPPED,
            "\u001b[2m");
    private static final String RESET = "\u001b[0m";

    private DiagnosisText() {}

    static String plain(Diagnosis diagnosis) {
        return text(diagnosis, false);
    }

    static String text(Diagnosis diagnosis, boolean colour) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : diagnosis.findings()) {
            String label = String.format(Locale.ROOT, "%-9s", finding.status());
            text.append(colour ? COLOURS.get(finding.status()) + label + RESET : label);
            text.append(finding.id()).append(": ").append(finding.title()).append('\n');
            finding.evidence().forEach(line -> text.append(INDENT).append(line).append('\n'));
            finding.fix()
                    .forEach(line ->
                            text.append(INDENT).append("likely: ").append(line).append('\n'));
            finding.commands()
                    .forEach(line ->
                            text.append(INDENT).append("$ ").append(line).append('\n'));
            if (finding.link() != null) {
                text.append(INDENT).append("more: ").append(finding.link()).append('\n');
            }
        }
        return text.append('\n').append(summary(diagnosis)).append('\n').toString();
    }

    static String json(Diagnosis diagnosis) {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("healthy", diagnosis.healthy());
        all.put("at", diagnosis.at().toString());
        List<Object> findings = new ArrayList<>();
        for (Finding finding : diagnosis.findings()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", finding.id());
            one.put("status", finding.status().name());
            one.put("title", finding.title());
            one.put("evidence", finding.evidence());
            one.put("fix", finding.fix());
            one.put("commands", finding.commands());
            if (finding.link() != null) {
                one.put("link", finding.link());
            }
            findings.add(one);
        }
        all.put("findings", findings);
        return JsonText.write(all);
    }

    private static String summary(Diagnosis diagnosis) {
        List<Finding> problems = diagnosis.problems();
        long warnings = diagnosis.findings().stream()
                .filter(finding -> finding.status() == Status.WARNING)
                .count();
        String counted = count(problems.size(), "problem") + ", " + count(warnings, "warning") + ".";
        return problems.isEmpty()
                ? "Healthy: " + counted
                : counted + " Begin with: " + problems.get(0).id() + ".";
    }

    private static String count(long number, String what) {
        return (number == 0 ? "no" : Long.toString(number)) + " " + what + (number == 1 ? "" : "s");
    }
}
