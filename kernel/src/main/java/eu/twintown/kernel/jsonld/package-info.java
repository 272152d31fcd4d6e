/** JSON-LD contexts compiled once, and the specialised expansion and compaction of NGSI-LD documents. */
@NullMarked
package eu.twintown.kernel.jsonld;

import org.jspecify.annotations.NullMarked;
