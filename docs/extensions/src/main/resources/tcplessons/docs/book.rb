# What a book needs beyond Asciidoctor PDF: recorded runs, which arrive as lines of SVG.
require 'asciidoctor-pdf'

class BookConverter < (Asciidoctor::Converter.for 'pdf')
  register_for 'pdf'

  # A run that is longer than the rest of the page starts there only if the rest is this much of one.
  WORTH_STARTING = 0.35

  # Postprocessors work on the text of the site's pages, and a PDF is none.
  def convert_document node
    node.extensions.postprocessors.clear if node.extensions.postprocessors?
    super
  end

  def convert_pass node
    if node.role? 'run'
      draw_run node
    elsif node.role? 'console'
      node.context = :literal
      convert_code node
    else
      super
    end
  end

  # A table whose role is small has many columns.
  def convert_table node
    usual = @theme.table_font_size
    @theme.table_font_size = @theme.table_small_font_size if node.role? 'small'
    super
  ensure
    @theme.table_font_size = usual
  end

  private

  # A page may end after any row; on the next one the lanes are named again.
  def draw_run node
    lanes, *rows = node.lines
    height = node.lines.sum {|strip| strip_height strip } + 20
    advance_page if cursor < [height, bounds.height * WORTH_STARTING].min && !at_page_top?
    add_dest_for_block node
    ink_caption node, end: :top if node.title?
    draw_strip lanes
    rows.each do |row|
      if cursor < (strip_height row)
        advance_page
        draw_strip lanes
      end
      draw_strip row
    end
    theme_margin :block, :bottom, (next_enclosed_block node)
  end

  def draw_strip svg
    strip = Prawn::SVG::Interface.new svg, self,
      at: [bounds.left, cursor], width: bounds.width, fallback_font_name: fallback_svg_font_name
    strip.draw
    strip.document.warnings.each {|warning| log :warn, %(problem in a run: #{warning}) } unless scratch?
  end

  def strip_height svg
    width, height = (svg.match /width='([\d.]+)' height='([\d.]+)'/).captures.map(&:to_f)
    height * bounds.width / width
  end
end
