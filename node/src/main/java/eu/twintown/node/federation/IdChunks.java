package eu.twintown.node.federation;

import java.util.ArrayList;
import java.util.List;

/** Splits lists of ids so that each fits into a URL that servers take. */
final class IdChunks {
    private static final int LONGEST = 4_000;

    private IdChunks() {}

    static List<List<String>> of(List<String> ids) {
        List<List<String>> chunks = new ArrayList<>();
        List<String> chunk = new ArrayList<>();
        int length = 0;
        for (String id : ids) {
            if (!chunk.isEmpty() && (length + id.length() > LONGEST || chunk.size() == MapPages.CHUNK)) {
                chunks.add(chunk);
                chunk = new ArrayList<>();
                length = 0;
            }
            chunk.add(id);
            length += id.length() + 1;
        }
        if (!chunk.isEmpty()) {
            chunks.add(chunk);
        }
        return chunks;
    }
}
