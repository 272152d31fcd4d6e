package eu.twintown.node.trust.credential;

import java.net.URI;

/**
 * Where a credential's status stands.
 *
 * @param type {@code BitstringStatusListEntry}, {@code StatusList2021Entry}, or {@code TokenStatusList} for SD-JWT
 * @param purpose such as {@code revocation} or {@code suspension}
 * @param index position in the list
 * @param list address of the list
 */
public record StatusEntry(String type, String purpose, long index, URI list) {
    public static final String BITSTRING = "BitstringStatusListEntry";
    public static final String STATUS_LIST_2021 = "StatusList2021Entry";
    public static final String TOKEN = "TokenStatusList";
}
