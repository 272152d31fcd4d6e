package eu.twintown.bench;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Collects figures; writes each as a JSON line at once, and all as a table at the end. */
public final class Report {

    private static final JsonMapper JSON = JsonMapper.shared();
    private static final List<String> HEAD =
            List.of("figure", "value", "unit", "yardstick", "value", "ratio", "goal", "reached");

    private final PrintStream out;
    private final Path file;
    private final List<Figure> figures = new ArrayList<>();

    /** Appends JSON lines to {@code file}, of which the first describes the machine. */
    public Report(PrintStream out, Path file, Map<String, String> machine) {
        this.out = out;
        this.file = file;
        ObjectNode line = JSON.createObjectNode();
        machine.forEach(line::put);
        write(line);
        machine.forEach((name, value) -> out.println(name + ": " + value));
    }

    /** Takes a figure, and shows it. */
    public void add(Figure figure) {
        figures.add(figure);
        write(json(figure));
        out.println("  " + figure);
    }

    /** Says something beside the figures: what is being done, or what could not be measured. */
    public void note(String text) {
        out.println(text);
    }

    /** Prints the table. */
    public void printTable() {
        List<List<String>> rows = new ArrayList<>(List.of(HEAD));
        figures.forEach(figure -> rows.add(row(figure)));
        int[] widths = new int[HEAD.size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        out.println();
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                boolean number = i == 1 || i == 4 || i == 5;
                line.append(String.format((number ? "%" : "%-") + widths[i] + "s  ", row.get(i)));
            }
            out.println(line.toString().stripTrailing());
        }
        out.println();
        out.println("The same as JSON lines: " + file);
    }

    /** Three significant digits, or whole numbers. */
    static String number(double value) {
        double size = Math.abs(value);
        String format = size >= 100 || value == Math.rint(value) ? "%.0f" : size >= 10 ? "%.1f" : "%.2f";
        return String.format(Locale.ROOT, format, value);
    }

    private static List<String> row(Figure figure) {
        return List.of(
                figure.name(),
                number(figure.value()),
                figure.unit(),
                figure.yardstick().map(Figure.Yardstick::name).orElse("-"),
                figure.yardstick().map(stick -> number(stick.value())).orElse("-"),
                figure.ratio().map(Report::number).orElse("-"),
                figure.goal().map(Figure.Goal::text).orElse("-"),
                figure.reached().map(reached -> reached ? "yes" : "NO").orElse("-"));
    }

    private static ObjectNode json(Figure figure) {
        ObjectNode line = JSON.createObjectNode();
        line.put("group", figure.group()).put("figure", figure.name());
        line.put("value", figure.value()).put("unit", figure.unit());
        figure.yardstick()
                .ifPresent(stick -> line.put("yardstick", stick.name()).put("yardstickValue", stick.value()));
        figure.ratio().ifPresent(ratio -> line.put("ratio", ratio));
        figure.goal().ifPresent(goal -> line.put("goal", goal.text()));
        figure.reached().ifPresent(reached -> line.put("reached", reached));
        return line;
    }

    private void write(ObjectNode line) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.writeString(file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write the figures to " + file, e);
        }
    }
}
