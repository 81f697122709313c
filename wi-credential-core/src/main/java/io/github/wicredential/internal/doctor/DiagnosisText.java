package io.github.wicredential.internal.doctor;

import io.github.wicredential.doctor.Diagnosis;
import io.github.wicredential.doctor.Finding;
import io.github.wicredential.doctor.Status;
import io.github.wicredential.internal.json.JsonText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a diagnosis for people and for machines. */
public final class DiagnosisText {

    /** The version of the JSON; raised when a field changes its meaning or goes. */
    static final int SCHEMA_VERSION = 1;

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

    /** Several lines, each finding under its status. */
    public static String text(Diagnosis diagnosis, boolean colour) {
        StringBuilder text = new StringBuilder();
        for (Finding finding : diagnosis.findings()) {
            String label = String.format(Locale.ROOT, "%-9s", finding.status());
            text.append(colour ? COLOURS.get(finding.status()) + label + RESET : label);
            text.append(finding.id()).append(": ").append(finding.title()).append('\n');
            finding.evidence().forEach(line -> add(text, "", line));
            finding.fix().forEach(line -> add(text, "likely: ", line));
            finding.commands().forEach(line -> add(text, "$ ", line));
            finding.link().ifPresent(link -> add(text, "more: ", link));
        }
        return text.append('\n').append(summary(diagnosis)).append('\n').toString();
    }

    /** An object as {@code docs/reference/doctor-schema.json} describes it. */
    public static String json(Diagnosis diagnosis) {
        List<Object> findings = new ArrayList<>();
        for (Finding finding : diagnosis.findings()) {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("id", finding.id());
            one.put("status", finding.status().name());
            one.put("title", finding.title());
            one.put("evidence", finding.evidence());
            one.put("fix", finding.fix());
            one.put("commands", finding.commands());
            finding.link().ifPresent(link -> one.put("link", link));
            findings.add(one);
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schemaVersion", SCHEMA_VERSION);
        all.put("healthy", diagnosis.healthy());
        all.put("at", diagnosis.at().toString());
        all.put("findings", findings);
        return JsonText.write(all);
    }

    private static void add(StringBuilder text, String label, String line) {
        text.append(INDENT).append(label).append(line).append('\n');
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
