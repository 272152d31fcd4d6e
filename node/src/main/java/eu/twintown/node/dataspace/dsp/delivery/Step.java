package eu.twintown.node.dataspace.dsp.delivery;

import java.time.Instant;

/**
 * Something that happened to a process.
 *
 * @param by participant id of who brought it about, or the id of a person
 * @param reason one sentence; empty where there is nothing to say
 */
public record Step(Instant at, String state, String by, String reason) {}
