package eu.twintown.node.dataspace.text;

/** A piece of a document that people read, whatever form it is written in. */
public sealed interface Block {
    String text();

    /** @param level 1 for the title of the whole, 2 for those of its parts, 3 below */
    record Heading(int level, String text) implements Block {}

    record Paragraph(String text) implements Block {}

    /** An item of a list. */
    record Item(String text) implements Block {}

    /** A name and what it stands for, such as a date. */
    record Fact(String name, String text) implements Block {}
}
