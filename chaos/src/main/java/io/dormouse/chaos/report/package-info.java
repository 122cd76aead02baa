/** What a run has shown: as a table for people, as JSON for programs, as Markdown for the documents. */
@NullMarked
package io.dormouse.chaos.report;

import org.jspecify.annotations.NullMarked;
